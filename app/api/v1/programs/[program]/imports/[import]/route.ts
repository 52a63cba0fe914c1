import * as contract from "@/lib/contract/imports";
import { discardImport } from "@/lib/server/commands/discard-import";
import { endpoint } from "@/lib/server/http";
import { readImport } from "@/lib/server/queries/read-import";

export const GET = endpoint(contract.readImport, readImport);
export const DELETE = endpoint(contract.discardImport, discardImport);
