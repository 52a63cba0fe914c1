import * as contract from "@/lib/contract/imports";
import { discardImport } from "@/lib/server/commands/discard-import";
import { endpoint } from "@/lib/server/http";

export const DELETE = endpoint(contract.discardImport, discardImport);
