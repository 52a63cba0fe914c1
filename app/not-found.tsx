import Link from "next/link";
import { Brand } from "@/components/shell/brand";
import { buttonClass } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";

export default function NotFound() {
  return (
    <main className="grid min-h-dvh place-items-center content-center p-5">
      <Brand />
      <EmptyState
        action={
          <Link className={buttonClass()} href="/">
            All programs
          </Link>
        }
        title={<span className="text-lg">There is nothing at this address</span>}
      >
        It may have been renamed, or you are in none of the teams that may see it.
      </EmptyState>
    </main>
  );
}
