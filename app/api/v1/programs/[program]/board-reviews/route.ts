import { reviewBoard as operation } from "@/lib/contract/gates";
import { reviewBoard } from "@/lib/server/commands/review-board";
import { endpoint } from "@/lib/server/http";

export const POST = endpoint(operation, reviewBoard);
