"use client";

/**
 * The connected accounts, if there are several.
 *
 * @module
 */
import { AccountItem } from "./AccountItem";
import { isConnected } from "./accounts";
import type { Connection } from "./client";
import { DisconnectDialog } from "./DisconnectDialog";
import { GoogleButton } from "./GoogleButton";
import { useLanguage } from "./Language";

interface AccountListProps {
  connection: Connection;
  /** Leaves out the accounts that work, and everything that is not for the others. */
  onlyBroken: boolean;
  onDone: (text: string) => void;
}

/** The default account is first. */
export function AccountList({ connection, onlyBroken, onDone }: AccountListProps) {
  const { accounts } = connection;
  const { messages } = useLanguage();
  const visible = onlyBroken ? accounts.filter((account) => !isConnected(account)) : accounts;
  return (
    <>
      {!onlyBroken && <p className="gc-muted">{messages.defaultAdvice}</p>}
      <ul className="gc-accounts">
        {visible.map((account) => (
          <AccountItem key={account.account_id} account={account} onDone={onDone} />
        ))}
      </ul>
      {!onlyBroken && (
        <div className="gc-actions">
          <GoogleButton look="plain" options={{ add_account: true }} label={messages.addAccount} />
          <DisconnectDialog accounts={accounts} onDisconnected={() => onDone("")} />
        </div>
      )}
    </>
  );
}
