import { decideRoom as operation } from "@/lib/contract/go-no-go";
import { decideRoom } from "@/lib/server/commands/decide-room";
import { endpoint } from "@/lib/server/http";

export const POST = endpoint(operation, decideRoom);
