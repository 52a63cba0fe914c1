import type { ReactNode } from "react";
import { InstallationShell } from "@/app/installation-shell";

export default function PeopleLayout({ children }: { children: ReactNode }) {
  return <InstallationShell>{children}</InstallationShell>;
}
