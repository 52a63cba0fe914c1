import {
  createServiceAccount as createServiceAccountOperation,
  listServiceAccounts as listServiceAccountsOperation,
} from "@/lib/contract/service-accounts";
import { createServiceAccount } from "@/lib/server/commands/create-service-account";
import { endpoint } from "@/lib/server/http";
import { listServiceAccounts } from "@/lib/server/queries/list-service-accounts";

export const GET = endpoint(listServiceAccountsOperation, listServiceAccounts);
export const POST = endpoint(createServiceAccountOperation, createServiceAccount);
