"use client";
import Link from "next/link";
import { type ReactNode, useState } from "react";
import { ExamplePeople, type ExamplePerson } from "@/components/people/example-people";
import { PasswordForm } from "@/components/people/password-form";
import { signInFault } from "@/components/people/sign-in-fault";
import { signInWith } from "@/components/people/sign-in-with";
import { Banner } from "@/components/ui/banner";
import { Button, buttonClass } from "@/components/ui/button";

export type SignInWays =
  | { readonly mode: "local"; readonly people: readonly ExamplePerson[] }
  | { readonly mode: "configured"; readonly providers: readonly { id: string; name: string }[] };

const Or = () => (
  <p className="flex items-center gap-3 text-ink-3 text-sm before:h-px before:flex-1 before:bg-line after:h-px after:flex-1 after:bg-line">
    or
  </p>
);

const Hint = ({ children }: { children: ReactNode }) => (
  <p className="mt-0.5 mb-4 text-ink-2">{children}</p>
);

/** Who are you? One press in the local mode; else a provider or a local account's password. */
export const SignInView = ({
  ways,
  to,
  error,
  isSignedIn,
}: {
  ways: SignInWays;
  /** The path to go on to. */
  to: string;
  /** What went wrong on the way back from a provider. */
  error: string | null;
  /** What went wrong left them signed in: they can go back. */
  isSignedIn: boolean;
}) => {
  const [fault, setFault] = useState(error);
  const [under, setUnder] = useState<string | null>(null);
  const start = async (provider: string, fields: Record<string, string>, mark = provider) => {
    setUnder(mark);
    setFault(null);
    const failed = await signInWith(provider, fields, to);
    if (failed) {
      setFault(failed);
      setUnder(null);
    }
  };
  const words = fault === null ? null : signInFault(fault);
  return (
    <>
      <h1 className="font-bold text-xl tracking-[-0.015em]">Sign in</h1>
      <Hint>
        {ways.mode === "local"
          ? "Nothing is configured yet, so you may be any of these example people."
          : "What you may do is decided by your roles in each program."}
      </Hint>
      {words && (
        <div className="mb-4">
          <Banner
            action={
              isSignedIn && (
                <Link className={buttonClass({})} href={to}>
                  Back to where you were
                </Link>
              )
            }
            title={words.title}
            tone="red"
          >
            {words.detail}
          </Banner>
        </div>
      )}
      {ways.mode === "local" ? (
        <ExamplePeople
          onChoose={(handle) => start("example", { handle }, handle)}
          people={ways.people}
          under={under}
        />
      ) : (
        <div className="flex flex-col gap-4">
          {ways.providers.map(({ id, name }) => (
            <Button
              busy={under === id}
              className="w-full"
              disabled={under !== null}
              key={id}
              onClick={() => start(id, {})}
            >
              Sign in with {name}
            </Button>
          ))}
          {ways.providers.length > 0 && <Or />}
          <PasswordForm
            busy={under === "password"}
            onSend={(fields) => start("password", fields)}
            primary={ways.providers.length === 0}
          />
          <p className="text-ink-3 text-sm">
            Forgotten your password? An admin makes you a link to choose another.
          </p>
        </div>
      )}
    </>
  );
};
