import {
  removeQualityGate as removeOperation,
  setQualityGate as setOperation,
} from "@/lib/contract/gates";
import { removeQualityGate } from "@/lib/server/commands/remove-quality-gate";
import { setQualityGate } from "@/lib/server/commands/set-quality-gate";
import { endpoint } from "@/lib/server/http";

export const PUT = endpoint(setOperation, setQualityGate);
export const DELETE = endpoint(removeOperation, removeQualityGate);
