import { accountOperations } from "@/lib/contract/account-operations";
import { exportAudit, listAudit, verifyAudit } from "@/lib/contract/audit";
import { listClients, listTraffic, removeClient } from "@/lib/contract/clients";
import { addDependency, listDependencies, removeDependency } from "@/lib/contract/dependencies";
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
import { readMatrix, readMatrixGates, readMatrixRows } from "@/lib/contract/matrix";
import { readNaming, setNaming } from "@/lib/contract/naming";
import {
  countNotices,
  createEndpoint,
  editEndpoint,
  listDeliveries,
  listEndpoints,
  listNotices,
  markNoticesRead,
  readMailing,
  removeEndpoint,
  replayDelivery,
  setMailing,
  testEndpoint,
} from "@/lib/contract/notices";
import type { Operation } from "@/lib/contract/operation";
import { readOverview, readProgress, readReadiness } from "@/lib/contract/overview";
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
import { peopleOperations } from "@/lib/contract/people-operations";
import {
  freezeEnvironment,
  readPolicy,
  setPolicy,
  unfreezeEnvironment,
} from "@/lib/contract/policy";
import {
  createProgram,
  listPrograms,
  readFigures,
  readProgram,
  watchProgram,
} from "@/lib/contract/programs";
import { readinessOperations } from "@/lib/contract/readiness-operations";
import {
  applyRequest,
  decideRequest,
  editRequest,
  listRequests,
  readRequest,
  requestFlip,
  withdrawRequest,
} from "@/lib/contract/requests";
import { signOffOperations } from "@/lib/contract/sign-off-operations";
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
  ...accountOperations,
  listPrograms,
  createProgram,
  readProgram,
  watchProgram,
  readOverview,
  readReadiness,
  readProgress,
  readFigures,
  readMatrix,
  readMatrixRows,
  readMatrixGates,
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
  listNotices,
  countNotices,
  markNoticesRead,
  readMailing,
  setMailing,
  listEndpoints,
  createEndpoint,
  editEndpoint,
  removeEndpoint,
  testEndpoint,
  listDeliveries,
  replayDelivery,
  ...peopleOperations,
  ...readinessOperations,
  ...signOffOperations,
] as readonly Operation[];
