import { testWhoMay } from "./test-permissions";

testWhoMay("PUT", "DELETE");
