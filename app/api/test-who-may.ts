import type { TestDatabase } from "@/lib/server/test-runtime";
import type { Row } from "./test-row";
import { accountRows } from "./test-who-may-account";
import { batchRows } from "./test-who-may-batches";
import { budgetRows } from "./test-who-may-budgets";
import { ciRows } from "./test-who-may-ci";
import { emergencyRows } from "./test-who-may-emergencies";
import { evidenceRows } from "./test-who-may-evidence";
import { gateRows } from "./test-who-may-gates";
import { inventoryRows } from "./test-who-may-inventory";
import { noticeRows } from "./test-who-may-notices";
import { ownerRows } from "./test-who-may-owners";
import { packetRows } from "./test-who-may-packet";
import { peopleRows } from "./test-who-may-people";
import { programRows } from "./test-who-may-programs";
import { registerRows } from "./test-who-may-registers";
import { requestRows } from "./test-who-may-requests";
import { signOffFileRows } from "./test-who-may-sign-off-files";
import { signOffRuleRows } from "./test-who-may-sign-off-rules";
import { signOffRunRows } from "./test-who-may-sign-off-runs";
import { signOffRows } from "./test-who-may-sign-offs";
import { switchRows } from "./test-who-may-switches";

/** Who may do what: the whole table, in words, an area a file. */
export const whoMay = (database: () => TestDatabase): readonly Row[] => [
  ...programRows(database),
  ...inventoryRows(database),
  ...switchRows(database),
  ...emergencyRows(database),
  ...requestRows(database),
  ...accountRows(database),
  ...batchRows(database),
  ...budgetRows(database),
  ...ciRows(database),
  ...evidenceRows(database),
  ...gateRows(database),
  ...noticeRows(database),
  ...ownerRows(database),
  ...packetRows(),
  ...peopleRows(database),
  ...registerRows(database),
  ...signOffRows(database),
  ...signOffFileRows(database),
  ...signOffRuleRows(),
  ...signOffRunRows(database),
];
