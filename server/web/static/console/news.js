/** Which of the hall's events touch a window: its page looks again after each of them. */

export const KINDS = [
  "snapshot", "resumed", "BusinessDayStarted", "BusinessDayClosed", "BusinessDayReopened", "TicketIssued", "TicketCalled",
  "TicketCallUndone", "TicketStarted", "TicketFinished", "TicketReopened", "TicketOverdue", "TicketReactivated",
  "TicketNoShow", "TicketRestored", "TicketHeld", "TicketHoldHandedOver", "TicketResumed", "TicketReleased",
  "TicketTransferred", "TicketUnreserved", "TicketPriorityGranted", "TicketCancelled", "TicketExpired",
  "WindowOpened", "WindowPaused", "WindowClosed", "QueueHalted", "QueueReopened", "AlertRaised",
];

/** Whether an event may have changed what a window's clerk sees. */
export function concerns(view, body) {
  const mine = new Set(view.queues.map((queue) => queue.queue_id));
  const queues = [body.queue, ...(body.queues ?? []), ...(body.others ?? [])].filter(Boolean).map((queue) => queue.queue_id);
  const windows = [body.window_id, body.from_window].filter(Boolean);
  const saysNotWhose = queues.length === 0 && windows.length === 0; // a hold handed over, a number given up, the day
  return saysNotWhose || windows.includes(view.window_id) || queues.some((id) => mine.has(id));
}
