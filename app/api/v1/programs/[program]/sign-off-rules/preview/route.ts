import { previewSignOffRules as operation } from "@/lib/contract/sign-off-rules";
import { endpoint } from "@/lib/server/http";
import { previewSignOffRules } from "@/lib/server/queries/preview-sign-off-rules";

export const POST = endpoint(operation, previewSignOffRules);
