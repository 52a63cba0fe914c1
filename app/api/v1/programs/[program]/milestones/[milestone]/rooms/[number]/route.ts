import { readRoom as operation } from "@/lib/contract/go-no-go";
import { endpoint } from "@/lib/server/http";
import { readRoom } from "@/lib/server/queries/read-room";

export const GET = endpoint(operation, readRoom);
