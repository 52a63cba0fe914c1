import { finishReviewSession as operation } from "@/lib/contract/review-sessions";
import { finishReviewSession } from "@/lib/server/commands/finish-review-session";
import { endpoint } from "@/lib/server/http";

export const POST = endpoint(operation, finishReviewSession);
