import * as contract from "@/lib/contract/imports";
import { previewImport } from "@/lib/server/commands/preview-import";
import { endpoint } from "@/lib/server/http";

export const POST = endpoint(contract.previewImport, previewImport);
