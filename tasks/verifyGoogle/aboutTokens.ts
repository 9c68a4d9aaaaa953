/**
 * Questions to the token endpoint.
 *
 * @module
 */
import { claimsOf } from "./account.ts";
import { fieldsOf, type Question } from "./question.ts";
import { outcomeOf, token } from "./side.ts";

const dudCode = (redirect_uri: string) => ({
  grant_type: "authorization_code",
  code: "dud",
  redirect_uri,
});

export const aboutTokens: Question[] = [
  {
    about: "names of the granted scopes",
    ask: ({ organizer }) =>
      Promise.resolve(String(organizer.answer.json.scope).split(" ").sort().join(" ")),
  },
  {
    about: "fields of the answer to a code",
    ask: ({ organizer }) => Promise.resolve(fieldsOf(organizer.answer.json)),
  },
  {
    about: "claims that the functions read from the ID token",
    ask: ({ organizer }) => {
      const claims = claimsOf(organizer.answer.json.id_token);
      const read = ["iss", "aud", "sub", "exp", "iat", "email", "email_verified"];
      const types = read.map((name) => `${name}:${typeof claims[name]}`);
      return Promise.resolve(`${claims.iss} ${types.join(" ")}`);
    },
  },
  {
    about: "a code that was used before",
    ask: async ({ side, organizer }) =>
      outcomeOf(await token(side, { ...dudCode(side.redirectUri), code: organizer.code })),
  },
  {
    about: "a code that never was",
    ask: async ({ side }) => outcomeOf(await token(side, dudCode(side.redirectUri))),
  },
  {
    about: "a code that never was, with a redirect address that is not registered",
    ask: async ({ side }) => outcomeOf(await token(side, dudCode(`${side.redirectUri}/other`))),
  },
  {
    about: "a code that never was, with a wrong client secret",
    ask: async ({ side }) =>
      outcomeOf(
        await token(side, { ...dudCode(side.redirectUri), client_secret: "local-wrong-secret" }),
      ),
  },
  {
    about: "fields of the answer to a refresh",
    ask: async ({ side, organizer }) => {
      const answer = await token(side, {
        grant_type: "refresh_token",
        refresh_token: organizer.refreshToken,
      });
      return `${outcomeOf(answer)} ${fieldsOf(answer.json)}`;
    },
  },
  {
    about: "a refresh token that never was",
    ask: async ({ side }) =>
      outcomeOf(await token(side, { grant_type: "refresh_token", refresh_token: "dud" })),
  },
];
