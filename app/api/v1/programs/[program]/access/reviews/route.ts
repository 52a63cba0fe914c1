import { reviewAccess as reviewAccessOperation } from "@/lib/contract/access";
import { reviewAccess } from "@/lib/server/commands/review-access";
import { endpoint } from "@/lib/server/http";

export const POST = endpoint(reviewAccessOperation, reviewAccess);
