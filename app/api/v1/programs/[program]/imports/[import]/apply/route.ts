import * as contract from "@/lib/contract/imports";
import { applyImport } from "@/lib/server/commands/apply-import";
import { endpoint } from "@/lib/server/http";

export const POST = endpoint(contract.applyImport, applyImport);
