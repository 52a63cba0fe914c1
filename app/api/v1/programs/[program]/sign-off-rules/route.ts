import {
  readSignOffRules as operation,
  setSignOffRules as setOperation,
} from "@/lib/contract/sign-off-rules";
import { setSignOffRules } from "@/lib/server/commands/set-sign-off-rules";
import { endpoint } from "@/lib/server/http";
import { readSignOffRules } from "@/lib/server/queries/read-sign-off-rules";

export const GET = endpoint(operation, readSignOffRules);
export const PUT = endpoint(setOperation, setSignOffRules);
