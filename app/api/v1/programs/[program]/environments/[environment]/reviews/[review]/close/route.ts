import { closeReview as operation } from "@/lib/contract/emergencies";
import { closeReview } from "@/lib/server/commands/close-review";
import { endpoint } from "@/lib/server/http";

export const POST = endpoint(operation, closeReview);
