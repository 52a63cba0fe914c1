import * as contract from "@/lib/contract/imports";
import { previewImport } from "@/lib/server/commands/preview-import";
import { endpoint } from "@/lib/server/http";
import { listImports } from "@/lib/server/queries/list-imports";

export const GET = endpoint(contract.listImports, listImports);
export const POST = endpoint(contract.previewImport, previewImport);
