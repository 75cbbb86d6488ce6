"""What the printer package raises; ordinary faults of a printer are outcomes (`printer.confirm`), not errors."""

from hall.errors import BadInput, BadSettings, HallError


class PrinterError(HallError):
    """Something went wrong between a ticket and its paper."""

    code = "printer"


class BadTemplate(BadSettings):
    """A ticket template cannot be used; the detail names line, cause and what to do."""

    code = "bad_template"


class BadPrinterAddress(BadInput):
    """This is not the address of a printer; the detail says which forms are accepted."""

    code = "bad_printer_address"


class UnknownProfile(BadInput):
    """No printer profile has this name; the detail lists those there are."""

    code = "unknown_profile"


class PrinterUnreachable(PrinterError):
    """No connection to the printer could be made in time; nothing was sent."""

    code = "printer_unreachable"


class PrinterInUse(PrinterUnreachable):
    """Another job or program of this machine is printing on it; nothing was sent."""

    code = "printer_in_use"


class SendingFailed(PrinterError):
    """Not everything could be sent to the printer."""

    code = "printer_sending_failed"

    def __init__(self, detail: str, *, accepted: int = 0) -> None:
        """Keep how many of the bytes had been taken when it failed."""
        super().__init__(detail, accepted=accepted)
        self.accepted = accepted


class LineLost(SendingFailed):
    """The connection to the printer ended while it was in use."""

    code = "printer_line_lost"


class WriteStalled(SendingFailed):
    """The printer took no more bytes before the deadline."""

    code = "printer_write_stalled"
