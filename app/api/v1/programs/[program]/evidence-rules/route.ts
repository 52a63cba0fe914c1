import {
  readEvidenceRules as operation,
  setEvidenceRules as setOperation,
} from "@/lib/contract/deployments";
import { setEvidenceRules } from "@/lib/server/commands/set-evidence-rules";
import { endpoint } from "@/lib/server/http";
import { readEvidenceRules } from "@/lib/server/queries/read-evidence-rules";

export const GET = endpoint(operation, readEvidenceRules);
export const PUT = endpoint(setOperation, setEvidenceRules);
