import { openRoom as operation } from "@/lib/contract/go-no-go";
import { openRoom } from "@/lib/server/commands/open-room";
import { endpoint } from "@/lib/server/http";

export const POST = endpoint(operation, openRoom);
