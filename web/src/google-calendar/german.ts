/**
 * Every text of the components, in German.
 *
 * @module
 */
import type { Messages } from "./english";

const LATER = "Es ist nichts verloren. Bitte versuchen Sie es gleich noch einmal.";
const OPERATOR =
  "Das können nur die Betreiber dieser App beheben. Ein neuer Versuch hilft noch nicht.";
const OUR_MISTAKE =
  "Das sieht nach einem Fehler dieser App aus. Laden Sie die Seite neu und versuchen Sie es noch einmal.";

const text = (title: string, advice: string) => ({ title, advice });

export const german: Messages = {
  // The connection card
  product: "Google Kalender",
  statusConnected: "Verbunden",
  statusNeedsReconnect: "Bitte neu verbinden",
  statusNotConnected: "Nicht verbunden",
  loadingConnection: "Ihre Verbindung wird geladen …",
  invitation:
    "Verbinden Sie Ihren Kalender einmal, dann erscheinen hier hinzugefügte Termine darin. Das Konto wählen Sie auf Googles eigener Seite. Sie können die Verbindung jederzeit trennen.",
  connect: "Google Kalender verbinden",
  reconnect: "Google Kalender neu verbinden",
  reconnectNamed: "{account} neu verbinden",
  connectAgain: "Noch einmal verbinden",
  chooseGoogleAccount: "Google-Konto wählen",
  chooseAnotherAccount: "Anderes Konto wählen",
  openingGoogle: "Google wird geöffnet …",
  reconnectTitle: "Bitte verbinden Sie noch einmal",
  connectedBefore: "Bisher verbunden: {account}",
  reasonRevoked:
    "Google nimmt die erteilte Erlaubnis nicht mehr an. Das kommt zum Beispiel nach einer Passwortänderung oder einer langen Pause vor. Verbinden Sie neu, dann geht alles weiter wie bisher.",
  reasonSessionControl:
    "Ihre Organisation lässt Google von Zeit zu Zeit prüfen, dass wirklich Sie es sind. Verbinden Sie neu, dann geht alles weiter wie bisher.",
  reasonScopeMissing:
    "Die Erlaubnis, Termine zu sehen und zu bearbeiten, fehlt. Verbinden Sie neu und setzen Sie den Haken bei der Berechtigung, Termine anzusehen und zu bearbeiten.",

  // Several accounts
  addAccount: "Weiteres Konto hinzufügen",
  defaultAccount: "Standard",
  defaultAdvice:
    "Neue Termine kommen in das Standardkonto, wenn Sie für sie keinen anderen Kalender wählen.",
  makeDefault: "Als Standard verwenden",
  makingDefault: "Wird gespeichert …",
  madeDefault: "{account} ist jetzt das Standardkonto.",
  reconnectShort: "Neu verbinden",
  actionFor: "{account}: {action}",
  accountDisconnected: "Die Verbindung mit {account} ist getrennt.",
  disconnectAll: "Alle trennen",
  disconnectAllTitle: "Die Verbindung mit allen Konten trennen?",
  disconnectAllWarning:
    "Google beendet {allAccess}, den diese Konten dieser App gegeben haben, auf jedem Gerät: {accounts}. Termine, die schon in Ihren Kalendern stehen, bleiben dort. Sie können sich jederzeit wieder verbinden.",

  // The details of a connection
  account: "Konto",
  yourGoogleAccount: "Ihr Google-Konto",
  since: "Seit",
  access: "Zugriff",
  accessEvents: "Termine sehen und bearbeiten",
  accessFreeBusy: "Sehen, wann Sie frei sind",
  notAllowed: "{permission} (nicht erlaubt)",
  allowToo: "Auch das erlauben",
  until: "Bis",
  untilDay:
    "{day}. Google begrenzt diesen Zugriff zeitlich; verbinden Sie neu, damit es weitergeht.",

  // Disconnecting
  disconnect: "Verbindung trennen",
  disconnectTitle: "Google Kalender trennen?",
  disconnectAccountTitle: "Verbindung mit {account} trennen?",
  disconnectWarning:
    "Google beendet {allAccess}, den {account} dieser App gegeben hat, auf jedem Gerät. Termine, die schon in Ihrem Kalender stehen, bleiben dort. Sie können sich jederzeit wieder verbinden.",
  allAccess: "jeden Zugriff",
  thisAccount: "dieses Konto",
  disconnecting: "Wird getrennt …",
  keepConnected: "Verbunden bleiben",

  // Back from Google
  connectedTitle: "Google Kalender ist verbunden",
  connectedAdvice: "Sie können jetzt Termine hinzufügen. Mehr ist nicht einzurichten.",
  connectedAccount: "Es ist der Kalender von {account}.",
  linkUsedBefore:
    "Der Link hierher wurde schon benutzt oder ist abgelaufen und hat nichts verändert.",
  unchangedTitle: "Es wurde nichts verändert",
  unchangedAdvice:
    "Sie haben es nicht erlaubt, und das ist in Ordnung. Ihr Kalender ist verbunden wie bisher.",

  // Confirming another account
  loadingAccount: "Das Konto wird geladen …",
  accountYouChose: "dem gewählten Konto",
  linkTitle: "Mit {account} verbinden?",
  linkWarning:
    "Das ist nicht das Google-Konto, mit dem Sie sich hier anmelden. Hinzugefügte Termine erscheinen im Kalender von {account}. Verbinden Sie es nur, wenn es Ihres ist und Sie es gerade gewählt haben.",
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
  yourTimeZone: "Ihre Zeitzone: {zone}",
  yourTimeZoneNamed: "Ihre Zeitzone: {zone} ({name})",
  placeAndNotes: "Ort und Notizen",
  place: "Ort",
  notes: "Notizen",
  lookingForTime: "Es wird gesucht, wann Sie frei sind …",
  timeSuggested: "Vorschlag: die nächste freie Zeit innerhalb der Arbeitszeit.",
  add: "Zum Kalender hinzufügen",
  adding: "Wird hinzugefügt …",
  titleMissing: "Geben Sie dem Termin einen Titel.",
  startMissing: "Geben Sie Datum und Uhrzeit des Beginns ein.",
  endMissing: "Geben Sie Datum und Uhrzeit des Endes ein.",
  endBeforeStart: "Das Ende muss nach dem Beginn liegen.",
  timeSkipped:
    "In dieser Nacht werden die Uhren vorgestellt, diese Uhrzeit gibt es nicht. Wählen Sie eine andere.",
  timeDoubled:
    "In dieser Nacht werden die Uhren zurückgestellt, diese Uhrzeit gibt es zweimal. Gemeint ist die erste.",

  // Added events
  added: "„{title}“ steht in Ihrem Kalender",
  yourEvent: "Ihr Termin",
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
  waitAdvice: "Es ist nichts verloren. Bitte versuchen Sie es in {wait} noch einmal.",
  googleSays: "Google sagt: {message}",
  unknownFailure: "Das hat nicht geklappt",
  explanations: {
    access_denied: text(
      "Google Kalender wurde nicht verbunden",
      "Sie haben es nicht erlaubt, und das ist in Ordnung. Es wurde nichts verändert. Sie können sich jederzeit verbinden.",
    ),
    state_invalid: text(
      "Dieser Verbindungslink ist abgelaufen",
      "Zu Ihrer Sicherheit gilt jeder Versuch einmal und zehn Minuten lang. Beginnen Sie hier neu.",
    ),
    google_scope_missing: text(
      "Eine Erlaubnis fehlt noch",
      "Setzen Sie auf Googles Seite den Haken bei der Berechtigung, Termine anzusehen und zu bearbeiten, und fahren Sie fort. Ohne sie kann kein Termin hinzugefügt werden.",
    ),
    google_no_refresh_token: text(
      "Google hat keine dauerhafte Verbindung erlaubt",
      "Verbinden Sie noch einmal. Wenn das wieder geschieht, entfernen Sie diese App zuerst unter „Drittanbieter-Apps“ in Ihrem Google-Konto.",
    ),
    google_identity_invalid: text(
      "Dieses Google-Konto ließ sich Ihnen nicht zuordnen",
      "Bitte verbinden Sie noch einmal und wählen Sie das Google-Konto, mit dem Sie sich anmelden.",
    ),
    google_account_in_use: text(
      "Dieses Google-Konto ist hier schon mit jemand anderem verbunden",
      "Wählen Sie ein anderes Google-Konto, oder trennen Sie es zuerst bei der anderen Person.",
    ),
    connect_not_saved: text(
      "Die Verbindung konnte nicht gespeichert werden",
      "Google hat sie erlaubt, aber die App konnte sie nicht speichern. Bitte verbinden Sie noch einmal.",
    ),
    user_gone: text(
      "Ihr Konto hier gibt es nicht mehr",
      "Es wurde entfernt, während Sie bei Google waren. Melden Sie sich an, um es neu anzulegen.",
    ),
    reconnect_required: text(
      "Google bittet Sie, neu zu verbinden",
      "Ihr Kalender ist unberührt. Verbinden Sie neu, dann geht alles weiter wie bisher.",
    ),
    calendar_not_connected: text(
      "Ihr Google Kalender ist nicht verbunden",
      "Verbinden Sie ihn zuerst, dann fügen Sie den Termin hinzu.",
    ),
    google_account_changed: text(
      "Sie haben inzwischen ein anderes Google-Konto verbunden",
      "Im neuen Konto wurde nichts verändert. Laden Sie die Seite neu, um dessen Kalender zu sehen, und versuchen Sie es dann noch einmal.",
    ),
    account_not_found: text(
      "Dieses Google-Konto ist nicht verbunden",
      "Vielleicht wurde es in einem anderen Tab getrennt. Laden Sie die Seite neu.",
    ),
    confirmation_expired: text(
      "Die Bestätigung dieses Kontos hat zu lange gedauert",
      "Zu Ihrer Sicherheit muss das innerhalb von fünf Minuten geschehen. Es wurde nichts verbunden. Beginnen Sie hier neu.",
    ),
    tokens_unreadable: text("Ihre Verbindung lässt sich gerade nicht öffnen", OPERATOR),
    unauthenticated: text("Ihre Sitzung ist beendet", "Melden Sie sich neu an, um fortzufahren."),
    user_not_found: text(
      "Das ist nicht Ihr Konto",
      "Melden Sie sich neu an und versuchen Sie es noch einmal.",
    ),
    auth_unavailable: text("Ihre Anmeldung konnte nicht geprüft werden", LATER),
    google_rejected_event: text(
      "Google hat diesen Termin nicht angenommen",
      "Ändern Sie ihn und senden Sie ihn noch einmal.",
    ),
    google_permission_denied: text(
      "Sie dürfen diesen Kalender nicht ändern",
      "Das muss zuerst erlauben, wem er gehört. Sie können einen anderen Kalender benutzen.",
    ),
    calendar_not_found: text(
      "Google kennt diesen Kalender nicht",
      "Vielleicht wurde er gelöscht.",
    ),
    event_not_found: text("Dieser Termin steht nicht im Kalender", "Vielleicht wurde er gelöscht."),
    event_deleted: text(
      "Dieser Termin wurde hinzugefügt und dann gelöscht",
      "Um ihn wieder hinzuzufügen, ändern Sie etwas und senden Sie ihn als neuen Termin.",
    ),
    event_changed: text(
      "Dieser Termin wurde anderswo geändert",
      "Ihre Änderung wurde nicht gespeichert, damit die andere nicht verloren geht. Sehen Sie sich die andere an und ändern Sie noch einmal, wenn Sie das dann noch möchten.",
    ),
    idempotency_mismatch: text(
      "Eine frühere Fassung dieses Termins ist schon unterwegs",
      "Sehen Sie in Ihren Kalender, bevor Sie ihn noch einmal senden.",
    ),
    invalid_request: text(
      "Im Formular stimmt noch etwas nicht",
      "Bitte sehen Sie sich diese Punkte an:",
    ),
    resource_not_found: text(
      "Dieses Material gibt es nicht",
      "Es wurde vielleicht entfernt, oder es gehört jemand anderem.",
    ),
    not_found: text("Dieser Teil der App ist noch nicht da", OPERATOR),
    mirror_disabled: text("Diese App hält keine Kopie von Kalendern", OPERATOR),
    mirror_not_ready: text(
      "Die Kopie Ihres Kalenders ist noch nicht auf dem neuesten Stand",
      "Sie wird von selbst aktualisiert. Bitte versuche es gleich noch einmal.",
    ),
    google_unavailable: text("Google hat nicht richtig geantwortet", LATER),
    google_bad_response: text("Googles Antwort war nicht zu verstehen", LATER),
    google_timeout: text("Google hat zu lange nicht geantwortet", LATER),
    google_rate_limited: text("Google bittet um eine kurze Pause", LATER),
    google_quota_exceeded: text(
      "Diese App hat ihre Anfragen an Google vorerst aufgebraucht",
      "Es ist nichts verloren. Bitte versuchen Sie es später noch einmal.",
    ),
    too_many_requests: text(
      "Das war viel auf einmal",
      "Es ist nichts verloren. Bitte warten Sie einen Moment und versuchen Sie es dann noch einmal.",
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
      "Kürzen Sie die Notizen und senden Sie ihn noch einmal.",
    ),
    offline: text(
      "Sie sind offline",
      "Ihre Eingaben sind noch da. Versuchen Sie es noch einmal, wenn Sie wieder online sind.",
    ),
    network_error: text(
      "Der Dienst der App ist nicht erreichbar",
      "Prüfen Sie Ihre Verbindung und versuchen Sie es noch einmal. Dasselbe zweimal zu senden schadet nicht.",
    ),
    unexpected_answer: text("Es kam etwas Unerwartetes zurück", LATER),
  },
};
