import { batchOperations } from "@/lib/contract/batch-operations";
import { exportChecklist, listChecklists } from "@/lib/contract/checklists";
import { addDeputy, endDeputy, listDeputies } from "@/lib/contract/deputies";
import {
  assignRows,
  listOwnedRows,
  readCodeownersFile,
  readOwners,
  removeCodeowners,
  setCodeowners,
  setOwnerRules,
} from "@/lib/contract/owners";
import {
  previewSignOffRules,
  readSignOffRules,
  setSignOffRules,
} from "@/lib/contract/sign-off-rules";
import {
  listSignOffRuns,
  previewSignOffRun,
  readSignOffRun,
  startSignOffRun,
  stopSignOffRun,
} from "@/lib/contract/sign-off-runs";
import {
  addRowEvidence,
  advanceRow,
  askForSignature,
  listSubjects,
  readSignOffHistory,
  setDocument,
  settleReturn,
} from "@/lib/contract/sign-off-subjects";

/** Operations about who vouches for what: owners, their deputies, and what they sign. */
export const signOffOperations = [
  ...batchOperations,
  listChecklists,
  exportChecklist,
  readOwners,
  listOwnedRows,
  assignRows,
  setOwnerRules,
  readCodeownersFile,
  setCodeowners,
  removeCodeowners,
  listDeputies,
  addDeputy,
  endDeputy,
  listSubjects,
  readSignOffHistory,
  addRowEvidence,
  advanceRow,
  askForSignature,
  settleReturn,
  setDocument,
  previewSignOffRun,
  startSignOffRun,
  listSignOffRuns,
  readSignOffRun,
  stopSignOffRun,
  readSignOffRules,
  previewSignOffRules,
  setSignOffRules,
];
