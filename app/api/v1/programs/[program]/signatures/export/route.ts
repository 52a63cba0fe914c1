import { exportSignatures as operation } from "@/lib/contract/sign-offs";
import { endpoint } from "@/lib/server/http";
import { exportSignatures } from "@/lib/server/queries/export-signatures";

export const GET = endpoint(operation, exportSignatures);
