/**
 * Every text of the components, in German.
 *
 * @module
 */
import type { Messages } from "./english";

const LATER = "Es ist nichts verloren. Bitte versuche es gleich noch einmal.";
const OPERATOR =
  "Das können nur die Betreiber dieser App beheben. Ein neuer Versuch hilft noch nicht.";
const OUR_MISTAKE =
  "Das sieht nach einem Fehler dieser App aus. Lade die Seite neu und versuche es noch einmal.";

const text = (title: string, advice: string) => ({ title, advice });

export const german: Messages = {
  // The connection card
  product: "Google Kalender",
  statusConnected: "Verbunden",
  statusNeedsReconnect: "Du wirst gebraucht",
  statusNotConnected: "Nicht verbunden",
  loadingConnection: "Deine Verbindung wird geladen …",
  invitation:
    "Verbinde deinen Kalender einmal, dann erscheinen hier hinzugefügte Termine darin. Das Konto wählst du auf Googles eigener Seite, und du kannst die Verbindung jederzeit trennen.",
  connect: "Google Kalender verbinden",
  reconnect: "Google Kalender neu verbinden",
  reconnectNamed: "{account} neu verbinden",
  connectAgain: "Noch einmal verbinden",
  chooseGoogleAccount: "Google-Konto wählen",
  chooseAnotherAccount: "Anderes Konto wählen",
  openingGoogle: "Google wird geöffnet …",
  reconnectTitle: "Bitte verbinde noch einmal",
  connectedBefore: "Bisher verbunden: {account}",
  reasonRevoked:
    "Google nimmt die erteilte Erlaubnis nicht mehr an. Das kommt zum Beispiel nach einer Passwortänderung oder einer langen Pause vor. Verbinde neu, dann geht alles weiter wie bisher.",
  reasonSessionControl:
    "Deine Organisation lässt Google von Zeit zu Zeit prüfen, dass wirklich du es bist. Verbinde neu, dann geht alles weiter wie bisher.",
  reasonScopeMissing:
    "Die Erlaubnis, Termine zu sehen und zu bearbeiten, fehlt. Verbinde neu und setze den Haken bei „Termine in allen deinen Kalendern ansehen und bearbeiten“.",

  // Several accounts
  addAccount: "Weiteres Konto hinzufügen",
  defaultAccount: "Standard",
  defaultAdvice:
    "Neue Termine kommen in das Standardkonto, wenn du für sie keinen anderen Kalender wählst.",
  makeDefault: "Als Standard verwenden",
  makingDefault: "Wird gespeichert …",
  madeDefault: "{account} ist jetzt das Standardkonto.",
  reconnectShort: "Neu verbinden",
  actionFor: "{account}: {action}",
  accountDisconnected: "Die Verbindung mit {account} ist getrennt.",
  disconnectAll: "Alle trennen",
  disconnectAllTitle: "Die Verbindung mit allen Konten trennen?",
  disconnectAllWarning:
    "Google beendet {allAccess}, den diese Konten dieser App gegeben haben, auf jedem Gerät: {accounts}. Termine, die schon in deinen Kalendern stehen, bleiben dort. Du kannst dich jederzeit wieder verbinden.",

  // The details of a connection
  account: "Konto",
  yourGoogleAccount: "Dein Google-Konto",
  since: "Seit",
  access: "Zugriff",
  accessEvents: "Termine sehen und bearbeiten",
  accessFreeBusy: "Sehen, wann du frei bist",
  notAllowed: "{permission} (nicht erlaubt)",
  until: "Bis",
  untilDay: "{day}. Google begrenzt diesen Zugriff zeitlich; verbinde neu, damit es weitergeht.",

  // Disconnecting
  disconnect: "Verbindung trennen",
  disconnectTitle: "Google Kalender trennen?",
  disconnectAccountTitle: "Verbindung mit {account} trennen?",
  disconnectWarning:
    "Google beendet {allAccess}, den {account} dieser App gegeben hat, auf jedem Gerät. Termine, die schon in deinem Kalender stehen, bleiben dort. Du kannst dich jederzeit wieder verbinden.",
  allAccess: "jeden Zugriff",
  thisAccount: "dieses Konto",
  disconnecting: "Wird getrennt …",
  keepConnected: "Verbunden bleiben",

  // Back from Google
  connectedTitle: "Google Kalender ist verbunden",
  connectedAdvice: "Du kannst jetzt Termine hinzufügen. Mehr ist nicht einzurichten.",
  connectedAccount: "Es ist der Kalender von {account}.",
  linkUsedBefore:
    "Der Link hierher wurde schon benutzt oder ist abgelaufen und hat nichts verändert.",
  unchangedTitle: "Es wurde nichts verändert",
  unchangedAdvice:
    "Du hast es nicht erlaubt, und das ist in Ordnung. Dein Kalender ist verbunden wie bisher.",

  // Confirming another account
  loadingAccount: "Das Konto wird geladen …",
  accountYouChose: "dem gewählten Konto",
  linkTitle: "Mit {account} verbinden?",
  linkWarning:
    "Das ist nicht das Google-Konto, mit dem du dich hier anmeldest. Hinzugefügte Termine erscheinen im Kalender von {account}. Verbinde es nur, wenn es deines ist und du es gerade gewählt hast.",
  link: "Dieses Konto verbinden",
  linking: "Wird verbunden …",
  notMyAccount: "Nicht mein Konto",

  // The event form
  addTitle: "Termin hinzufügen",
  calendar: "In den Kalender",
  title: "Titel",
  start: "Beginn",
  end: "Ende",
  firstDay: "Erster Tag",
  lastDay: "Letzter Tag",
  yourTimeZone: "Deine Zeitzone: {zone}",
  yourTimeZoneNamed: "Deine Zeitzone: {zone} ({name})",
  placeAndNotes: "Ort und Notizen",
  place: "Ort",
  notes: "Notizen",
  lookingForTime: "Es wird gesucht, wann du frei bist …",
  timeSuggested: "Vorschlag: die nächste freie Zeit innerhalb der Arbeitszeit.",
  add: "Zum Kalender hinzufügen",
  adding: "Wird hinzugefügt …",
  titleMissing: "Gib dem Termin einen Titel.",
  startMissing: "Gib Datum und Uhrzeit des Beginns ein.",
  endMissing: "Gib Datum und Uhrzeit des Endes ein.",
  endBeforeStart: "Das Ende muss nach dem Beginn liegen.",
  timeSkipped:
    "In dieser Nacht werden die Uhren vorgestellt, diese Uhrzeit gibt es nicht. Wähle eine andere.",
  timeDoubled:
    "In dieser Nacht werden die Uhren zurückgestellt, diese Uhrzeit gibt es zweimal. Gemeint ist die erste.",

  // Added events
  added: "„{title}“ steht in deinem Kalender",
  yourEvent: "Dein Termin",
  untitledEvent: "Termin ohne Titel",
  addedJustNow: "Gerade hinzugefügt",
  nothingYet: "Noch nichts.",
  open: "In Google Kalender öffnen",
  openDetails: ": {title} (öffnet einen neuen Tab)",

  // Failures
  tryAgain: "Noch einmal versuchen",
  tryingAgain: "Neuer Versuch …",
  signInAgain: "Neu anmelden",
  forSupport: "Für den Support: {reference}",
  dismiss: "Meldung schließen",
  waitAdvice: "Es ist nichts verloren. Bitte versuche es in {wait} noch einmal.",
  googleSays: "Google sagt: {message}",
  unknownFailure: "Das hat nicht geklappt",
  explanations: {
    access_denied: text(
      "Google Kalender wurde nicht verbunden",
      "Du hast es nicht erlaubt, und das ist in Ordnung. Es wurde nichts verändert. Du kannst dich jederzeit verbinden.",
    ),
    state_invalid: text(
      "Dieser Verbindungslink ist abgelaufen",
      "Zu deiner Sicherheit gilt jeder Versuch einmal und zehn Minuten lang. Beginne hier neu.",
    ),
    google_scope_missing: text(
      "Eine Erlaubnis fehlt noch",
      "Setze auf Googles Seite den Haken bei „Termine in allen deinen Kalendern ansehen und bearbeiten“ und fahre fort. Ohne sie kann kein Termin hinzugefügt werden.",
    ),
    google_no_refresh_token: text(
      "Google hat keine dauerhafte Verbindung erlaubt",
      "Verbinde noch einmal. Wenn das wieder geschieht, entferne diese App zuerst unter „Drittanbieter-Apps“ in deinem Google-Konto.",
    ),
    google_identity_invalid: text(
      "Dieses Google-Konto ließ sich dir nicht zuordnen",
      "Bitte verbinde noch einmal und wähle das Google-Konto, mit dem du dich anmeldest.",
    ),
    google_account_in_use: text(
      "Dieses Google-Konto ist hier schon mit jemand anderem verbunden",
      "Wähle ein anderes Google-Konto, oder trenne es zuerst bei der anderen Person.",
    ),
    connect_not_saved: text(
      "Die Verbindung konnte nicht gespeichert werden",
      "Google hat sie erlaubt, aber die App konnte sie nicht speichern. Bitte verbinde noch einmal.",
    ),
    user_gone: text(
      "Dein Konto hier gibt es nicht mehr",
      "Es wurde entfernt, während du bei Google warst. Melde dich an, um es neu anzulegen.",
    ),
    reconnect_required: text(
      "Google bittet dich, neu zu verbinden",
      "Dein Kalender ist unberührt. Verbinde neu, dann geht alles weiter wie bisher.",
    ),
    calendar_not_connected: text(
      "Dein Google Kalender ist nicht verbunden",
      "Verbinde ihn zuerst, dann füge den Termin hinzu.",
    ),
    google_account_changed: text(
      "Du hast inzwischen ein anderes Google-Konto verbunden",
      "Im neuen Konto wurde nichts verändert. Lade die Seite neu, um dessen Kalender zu sehen, und versuche es dann noch einmal.",
    ),
    account_not_found: text(
      "Dieses Google-Konto ist nicht verbunden",
      "Vielleicht wurde es in einem anderen Tab getrennt. Lade die Seite neu.",
    ),
    confirmation_expired: text(
      "Die Bestätigung dieses Kontos hat zu lange gedauert",
      "Zu deiner Sicherheit muss das innerhalb von fünf Minuten geschehen. Es wurde nichts verbunden. Beginne hier neu.",
    ),
    tokens_unreadable: text("Deine Verbindung lässt sich gerade nicht öffnen", OPERATOR),
    unauthenticated: text("Deine Sitzung ist beendet", "Melde dich neu an, um fortzufahren."),
    user_not_found: text(
      "Das ist nicht dein Konto",
      "Melde dich neu an und versuche es noch einmal.",
    ),
    auth_unavailable: text("Deine Anmeldung konnte nicht geprüft werden", LATER),
    google_rejected_event: text(
      "Google hat diesen Termin nicht angenommen",
      "Ändere ihn und sende ihn noch einmal.",
    ),
    google_permission_denied: text(
      "Du darfst diesen Kalender nicht ändern",
      "Das muss zuerst erlauben, wem er gehört. Du kannst einen anderen Kalender benutzen.",
    ),
    calendar_not_found: text(
      "Google kennt diesen Kalender nicht",
      "Vielleicht wurde er gelöscht.",
    ),
    event_not_found: text("Dieser Termin steht nicht im Kalender", "Vielleicht wurde er gelöscht."),
    event_deleted: text(
      "Dieser Termin wurde hinzugefügt und dann gelöscht",
      "Um ihn wieder hinzuzufügen, ändere etwas und sende ihn als neuen Termin.",
    ),
    event_changed: text(
      "Dieser Termin wurde anderswo geändert",
      "Deine Änderung wurde nicht gespeichert, damit die andere nicht verloren geht. Sieh sie dir an und ändere noch einmal, wenn du das dann noch möchtest.",
    ),
    idempotency_mismatch: text(
      "Eine frühere Fassung dieses Termins ist schon unterwegs",
      "Sieh in deinen Kalender, bevor du ihn noch einmal sendest.",
    ),
    invalid_request: text(
      "Im Formular stimmt noch etwas nicht",
      "Bitte sieh dir diese Punkte an:",
    ),
    resource_not_found: text(
      "Diesen Inhalt gibt es nicht",
      "Er wurde vielleicht entfernt, oder er gehört jemand anderem.",
    ),
    not_found: text("Dieser Teil der App ist noch nicht da", OPERATOR),
    mirror_disabled: text("Diese App hält keine Kopie von Kalendern", OPERATOR),
    mirror_not_ready: text(
      "Die Kopie deines Kalenders ist noch nicht auf dem neuesten Stand",
      "Sie wird von selbst aktualisiert. Bitte versuche es gleich noch einmal.",
    ),
    google_unavailable: text("Google hat nicht richtig geantwortet", LATER),
    google_bad_response: text("Googles Antwort war nicht zu verstehen", LATER),
    google_timeout: text("Google hat zu lange nicht geantwortet", LATER),
    google_rate_limited: text("Google bittet um eine kurze Pause", LATER),
    google_quota_exceeded: text(
      "Diese App hat ihre Anfragen an Google vorerst aufgebraucht",
      "Es ist nichts verloren. Bitte versuche es später noch einmal.",
    ),
    too_many_requests: text(
      "Das war viel auf einmal",
      "Es ist nichts verloren. Bitte warte einen Moment und versuche es dann noch einmal.",
    ),
    google_client_misconfigured: text(
      "Diese App ist bei Google nicht richtig eingerichtet",
      OPERATOR,
    ),
    database_unavailable: text("Die Datenbank der App ist nicht erreichbar", LATER),
    database_timeout: text("Die Datenbank der App hat zu lange gebraucht", LATER),
    internal_error: text("Bei uns ist etwas schiefgegangen", LATER),
    misconfigured: text("Diese App ist nicht vollständig eingerichtet", OPERATOR),
    invalid_json: text("Die Anfrage war nicht lesbar", OUR_MISTAKE),
    method_not_allowed: text("Die Anfrage war nicht lesbar", OUR_MISTAKE),
    unsupported_media_type: text("Die Anfrage war nicht lesbar", OUR_MISTAKE),
    body_too_large: text(
      "Das ist zu viel Text für einen Termin",
      "Kürze die Notizen und sende ihn noch einmal.",
    ),
    offline: text(
      "Du bist offline",
      "Deine Eingaben sind noch da. Versuche es noch einmal, wenn du wieder online bist.",
    ),
    network_error: text(
      "Der Dienst der App ist nicht erreichbar",
      "Prüfe deine Verbindung und versuche es noch einmal. Dasselbe zweimal zu senden schadet nicht.",
    ),
    unexpected_answer: text("Es kam etwas Unerwartetes zurück", LATER),
  },
};
