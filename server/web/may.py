"""What routes ask of whoever comes: one annotation for each right that a route may need."""

from typing import Annotated

from fastapi import Depends

from server.rules.rights import Right
from server.web.auth import Needs, Principal

MaySeeHall = Annotated[Principal, Depends(Needs(Right.SEE_HALL))]
MaySeeState = Annotated[Principal, Depends(Needs(Right.SEE_STATE))]
MaySeeTickets = Annotated[Principal, Depends(Needs(Right.SEE_TICKETS))]
MayTakeNumber = Annotated[Principal, Depends(Needs(Right.TAKE_NUMBER))]
MayGiveUpNumber = Annotated[Principal, Depends(Needs(Right.GIVE_UP_NUMBER))]
MayBringBack = Annotated[Principal, Depends(Needs(Right.BRING_BACK))]
MayRestoreNumber = Annotated[Principal, Depends(Needs(Right.RESTORE_NUMBER))]
MayWorkAtDesk = Annotated[Principal, Depends(Needs(Right.WORK_AT_DESK))]
MayReprint = Annotated[Principal, Depends(Needs(Right.REPRINT))]
MayGivePriority = Annotated[Principal, Depends(Needs(Right.GIVE_PRIORITY))]
MayCheckIn = Annotated[Principal, Depends(Needs(Right.CHECK_IN))]
MayBook = Annotated[Principal, Depends(Needs(Right.BOOK))]
MayWorkAtWindow = Annotated[Principal, Depends(Needs(Right.WORK_AT_WINDOW))]
MayStopQueue = Annotated[Principal, Depends(Needs(Right.STOP_QUEUE))]
MayCloseDay = Annotated[Principal, Depends(Needs(Right.CLOSE_DAY))]
MayTellBoards = Annotated[Principal, Depends(Needs(Right.TELL_BOARDS))]
MayReadFigures = Annotated[Principal, Depends(Needs(Right.READ_FIGURES))]
MayReadRatings = Annotated[Principal, Depends(Needs(Right.READ_RATINGS))]
MaySettleRating = Annotated[Principal, Depends(Needs(Right.SETTLE_RATING))]
MaySeeDevices = Annotated[Principal, Depends(Needs(Right.SEE_DEVICES))]
MayCommandKiosk = Annotated[Principal, Depends(Needs(Right.COMMAND_KIOSK))]
MayMakeDevices = Annotated[Principal, Depends(Needs(Right.MAKE_DEVICES))]
MayManageStaff = Annotated[Principal, Depends(Needs(Right.MANAGE_STAFF))]
MayReadAudit = Annotated[Principal, Depends(Needs(Right.READ_AUDIT))]
MayOwnSession = Annotated[Principal, Depends(Needs(Right.OWN_SESSION))]
MayBeDevice = Annotated[Principal, Depends(Needs(Right.BE_DEVICE))]
MayPressAtWindow = Annotated[Principal, Depends(Needs(Right.PRESS_AT_WINDOW))]
MayRateAtWindow = Annotated[Principal, Depends(Needs(Right.RATE_AT_WINDOW))]
MayBeKiosk = Annotated[Principal, Depends(Needs(Right.BE_KIOSK))]
