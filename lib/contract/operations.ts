import { exportAudit, listAudit, verifyAudit } from "@/lib/contract/audit";
import {
  addBlocker,
  editBlocker,
  listBlockers,
  readBlocker,
  reopenBlocker,
  resolveBlocker,
} from "@/lib/contract/blockers";
import { listClients, listTraffic, removeClient } from "@/lib/contract/clients";
import { addComment, listComments } from "@/lib/contract/comments";
import { addDependency, listDependencies, removeDependency } from "@/lib/contract/dependencies";
import {
  endDeployment,
  listDeployments,
  readEvidenceRules,
  reportDeployment,
  setEvidenceRules,
} from "@/lib/contract/deployments";
import {
  closeReview,
  createHook,
  listHooks,
  listReviews,
  revokeHook,
  takeHookDelivery,
} from "@/lib/contract/emergencies";
import {
  applyImport,
  discardImport,
  listImports,
  previewImport,
  readImport,
} from "@/lib/contract/imports";
import { raiseEpochs } from "@/lib/contract/installation";
import {
  listFindings,
  listItems,
  readCapabilityRules,
  readItem,
  setCapabilityRules,
} from "@/lib/contract/items";
import { readMatrix, readMatrixRows } from "@/lib/contract/matrix";
import { readNaming, setNaming } from "@/lib/contract/naming";
import type { Operation } from "@/lib/contract/operation";
import { readOverview } from "@/lib/contract/overview";
import { readOwnership } from "@/lib/contract/ownership";
import {
  claimFirstAdmin,
  createToken,
  grantRole,
  listMembers,
  listTokens,
  readMe,
  revokeRole,
  revokeToken,
} from "@/lib/contract/people";
import {
  freezeEnvironment,
  readPolicy,
  setPolicy,
  unfreezeEnvironment,
} from "@/lib/contract/policy";
import { createProgram, listPrograms, readProgram, watchProgram } from "@/lib/contract/programs";
import {
  applyRequest,
  decideRequest,
  editRequest,
  listRequests,
  readRequest,
  requestFlip,
  withdrawRequest,
} from "@/lib/contract/requests";
import {
  changeSwitches,
  forceLegacy,
  liftForce,
  listChanges,
  readDelivery,
  readSwitches,
} from "@/lib/contract/switches";
import { listWorkers, planCoupledSet } from "@/lib/contract/workers";

/** Every operation of the API. What is not here is not in the OpenAPI document, and a test fails. */
export const operations = [
  readMe,
  listPrograms,
  createProgram,
  readProgram,
  watchProgram,
  readOverview,
  readMatrix,
  readMatrixRows,
  readSwitches,
  changeSwitches,
  listChanges,
  readDelivery,
  listClients,
  removeClient,
  listTraffic,
  readOwnership,
  forceLegacy,
  liftForce,
  listWorkers,
  planCoupledSet,
  listReviews,
  closeReview,
  listHooks,
  createHook,
  revokeHook,
  takeHookDelivery,
  readNaming,
  setNaming,
  listDependencies,
  addDependency,
  removeDependency,
  listItems,
  readItem,
  listFindings,
  readCapabilityRules,
  setCapabilityRules,
  previewImport,
  listImports,
  readImport,
  applyImport,
  discardImport,
  listAudit,
  exportAudit,
  verifyAudit,
  listMembers,
  grantRole,
  revokeRole,
  listTokens,
  createToken,
  revokeToken,
  claimFirstAdmin,
  raiseEpochs,
  listRequests,
  requestFlip,
  readRequest,
  editRequest,
  decideRequest,
  applyRequest,
  withdrawRequest,
  readPolicy,
  setPolicy,
  freezeEnvironment,
  unfreezeEnvironment,
  listComments,
  addComment,
  listBlockers,
  addBlocker,
  readBlocker,
  editBlocker,
  resolveBlocker,
  reopenBlocker,
  listDeployments,
  reportDeployment,
  endDeployment,
  readEvidenceRules,
  setEvidenceRules,
] as readonly Operation[];
