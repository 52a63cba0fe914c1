import {
  changeBatchRows,
  editBatch,
  importSchedule,
  listBatches,
  makeBatch,
  readBatch,
  removeBatch,
  removeScheduleWeek,
  setReviewGuide,
  setScheduleWeek,
} from "@/lib/contract/batches";
import {
  finishReviewSession,
  listReviewSessions,
  noteReviewSession,
  readReviewSession,
  startReviewSession,
} from "@/lib/contract/review-sessions";

/** Operations about batches, the schedule by which they are gone through, and the meetings. */
export const batchOperations = [
  listBatches,
  readBatch,
  makeBatch,
  editBatch,
  changeBatchRows,
  removeBatch,
  importSchedule,
  setScheduleWeek,
  removeScheduleWeek,
  setReviewGuide,
  listReviewSessions,
  readReviewSession,
  startReviewSession,
  noteReviewSession,
  finishReviewSession,
];
