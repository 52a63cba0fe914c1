import * as contract from "@/lib/contract/matrix";
import { endpoint } from "@/lib/server/http";
import { readMatrix } from "@/lib/server/queries/read-matrix";

export const GET = endpoint(contract.readMatrix, readMatrix);
