import { readGateBoard as operation } from "@/lib/contract/gates";
import { endpoint } from "@/lib/server/http";
import { readGateBoard } from "@/lib/server/queries/read-gate-board";

export const GET = endpoint(operation, readGateBoard);
