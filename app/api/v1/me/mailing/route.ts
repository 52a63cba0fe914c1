import * as contract from "@/lib/contract/notices";
import { setMailing } from "@/lib/server/commands/set-mailing";
import { endpoint } from "@/lib/server/http";
import { readMailing } from "@/lib/server/queries/read-mailing";

export const GET = endpoint(contract.readMailing, readMailing);
export const PUT = endpoint(contract.setMailing, setMailing);
