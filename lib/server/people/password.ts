import { randomBytes, scrypt, timingSafeEqual } from "node:crypto";

// OWASP's scrypt of 32 MB (N = 2^15, r = 8, p = 3): four guesses at once must not fill the memory.
const cost = 15;
const options = { N: 2 ** cost, r: 8, p: 3, maxmem: 64 * 1024 * 1024 };
const keyLength = 32;

const derive = (password: string, salt: Buffer, parameters: typeof options): Promise<Buffer> =>
  new Promise((resolve, reject) =>
    // The same word typed on two keyboards can have two encodings.
    scrypt(password.normalize("NFKC"), salt, keyLength, parameters, (error, key) =>
      error ? reject(error) : resolve(key),
    ),
  );

/** `scrypt$<log2 N>$<salt>$<key>`, both in base64url. */
export const hashPassword = async (password: string): Promise<string> => {
  const salt = randomBytes(16);
  const key = await derive(password, salt, options);
  return ["scrypt", cost, salt.toString("base64url"), key.toString("base64url")].join("$");
};

const nobody = `scrypt$${cost}$${Buffer.alloc(16).toString("base64url")}$${Buffer.alloc(keyLength).toString("base64url")}`;

/** Whether the password is the one that was hashed. Takes as long for nobody (`null`) as for anybody. */
export const isPassword = async (password: string, stored: string | null): Promise<boolean> => {
  const [, logN, salt, key] = (stored ?? nobody).split("$");
  const expected = Buffer.from(key ?? "", "base64url");
  const derived = await derive(password, Buffer.from(salt ?? "", "base64url"), {
    ...options,
    N: 2 ** Number(logN),
  });
  const isSame = derived.length === expected.length && timingSafeEqual(derived, expected);
  return stored !== null && isSame;
};
