import * as contract from "@/lib/contract/people";
import { endpoint } from "@/lib/server/http";
import { listMembers } from "@/lib/server/queries/list-members";

export const GET = endpoint(contract.listMembers, listMembers);
