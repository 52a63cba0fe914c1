import { previewSignOffRun as operation } from "@/lib/contract/sign-off-runs";
import { endpoint } from "@/lib/server/http";
import { previewSignOffRun } from "@/lib/server/queries/preview-sign-off-run";

export const POST = endpoint(operation, previewSignOffRun);
