import { setReviewGuide as operation } from "@/lib/contract/batches";
import { setReviewGuide } from "@/lib/server/commands/set-review-guide";
import { endpoint } from "@/lib/server/http";

export const PUT = endpoint(operation, setReviewGuide);
