import type { Operation } from "@/lib/contract/operation";
import {
  confirmSecondFactor,
  giveSecondFactor,
  readSecondFactor,
  removeSecondFactor,
  renewRecoveryCodes,
  resetSecondFactor,
  setUpSecondFactor,
} from "@/lib/contract/second-factor";
import {
  endOtherSessions,
  endPersonSessions,
  endSession,
  listPersonSessions,
  listSessions,
  proveAgain,
  readAccount,
  readProof,
} from "@/lib/contract/sessions";

/** What concerns an account: its sessions, its second factor, the proof of who is there. */
export const accountOperations = [
  readAccount,
  listSessions,
  endSession,
  endOtherSessions,
  readProof,
  proveAgain,
  giveSecondFactor,
  readSecondFactor,
  setUpSecondFactor,
  confirmSecondFactor,
  removeSecondFactor,
  renewRecoveryCodes,
  listPersonSessions,
  endPersonSessions,
  resetSecondFactor,
] as readonly Operation[];
