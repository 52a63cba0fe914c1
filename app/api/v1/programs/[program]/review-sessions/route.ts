import {
  listReviewSessions as list,
  startReviewSession as start,
} from "@/lib/contract/review-sessions";
import { startReviewSession } from "@/lib/server/commands/start-review-session";
import { endpoint } from "@/lib/server/http";
import { listReviewSessions } from "@/lib/server/queries/list-review-sessions";

export const GET = endpoint(list, listReviewSessions);
export const POST = endpoint(start, startReviewSession);
