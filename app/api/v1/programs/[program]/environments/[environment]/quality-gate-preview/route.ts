import { previewQualityGate as operation } from "@/lib/contract/gates";
import { endpoint } from "@/lib/server/http";
import { previewQualityGate } from "@/lib/server/queries/preview-quality-gate";

export const POST = endpoint(operation, previewQualityGate);
