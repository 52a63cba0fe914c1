import { addRowEvidence as operation } from "@/lib/contract/sign-off-subjects";
import { addRowEvidence } from "@/lib/server/commands/add-row-evidence";
import { endpoint } from "@/lib/server/http";

export const POST = endpoint(operation, addRowEvidence);
