"use client";
import Link from "next/link";
import { usePathname } from "next/navigation";
import { classNames } from "@/components/ui/class-names";

/** Pages that belong together, one link each; the one that is shown is marked. */
export const PageTabs = ({
  label,
  pages,
}: {
  label: string;
  /** A page with pages beneath it names them by `isAbove`; its tab then stays marked there. */
  pages: readonly { href: string; label: string; isAbove?: boolean }[];
}) => {
  const pathname = usePathname();
  return (
    <nav aria-label={label} className="mb-3.5 flex gap-5 overflow-x-auto border-b">
      {pages.map((page) => {
        const isHere =
          pathname === page.href || (page.isAbove === true && pathname.startsWith(`${page.href}/`));
        return (
          <Link
            aria-current={pathname === page.href ? "page" : isHere ? "true" : undefined}
            className={classNames(
              "-mb-px flex h-8.5 items-center whitespace-nowrap border-b-2",
              isHere
                ? "border-target font-strong text-ink"
                : "border-transparent text-ink-2 hover:text-ink",
            )}
            href={page.href}
            key={page.href}
            prefetch={false}
          >
            {page.label}
          </Link>
        );
      })}
    </nav>
  );
};
