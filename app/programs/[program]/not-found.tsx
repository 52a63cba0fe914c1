import Link from "next/link";
import { buttonClass } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";

export default function NotInProgram() {
  return (
    <div className="rounded-xl border bg-panel">
      <EmptyState
        action={
          <Link className={buttonClass()} href="/programs">
            All programs
          </Link>
        }
        title={<span className="text-lg">There is nothing at this address</span>}
      >
        The program has no such row or import, or you may not see it. Look for it with the search at
        the top.
      </EmptyState>
    </div>
  );
}
