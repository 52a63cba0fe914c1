import { castVote as operation } from "@/lib/contract/go-no-go";
import { castVote } from "@/lib/server/commands/cast-vote";
import { endpoint } from "@/lib/server/http";

export const PUT = endpoint(operation, castVote);
