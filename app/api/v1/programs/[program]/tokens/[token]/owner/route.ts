import { setTokenOwner as setTokenOwnerOperation } from "@/lib/contract/people";
import { setTokenOwner } from "@/lib/server/commands/set-token-owner";
import { endpoint } from "@/lib/server/http";

export const PUT = endpoint(setTokenOwnerOperation, setTokenOwner);
