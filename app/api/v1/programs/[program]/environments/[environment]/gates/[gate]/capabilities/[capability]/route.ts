import { readGate as operation } from "@/lib/contract/gates";
import { endpoint } from "@/lib/server/http";
import { readGate } from "@/lib/server/queries/read-gate";

export const GET = endpoint(operation, readGate);
