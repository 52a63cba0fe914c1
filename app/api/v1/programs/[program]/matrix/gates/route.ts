import * as contract from "@/lib/contract/matrix";
import { endpoint } from "@/lib/server/http";
import { readMatrixGates } from "@/lib/server/queries/read-matrix-gates";

export const GET = endpoint(contract.readMatrixGates, readMatrixGates);
