/**
 * Makes every way of Node's to open a connection throw: Node's HTTP client is reported to hang on
 * Supabase's runtime. To be imported before what is watched.
 *
 * @module
 */
import http from "node:http";
import https from "node:https";
import net from "node:net";
import tls from "node:tls";

function forbidden(): never {
  throw new Error("Node's network client was used");
}

Object.assign(http, { request: forbidden, get: forbidden });
Object.assign(https, { request: forbidden, get: forbidden });
Object.assign(net, { connect: forbidden, createConnection: forbidden });
Object.assign(tls, { connect: forbidden });
// What was imported by name is not replaced above, but ends here.
Object.assign(http.ClientRequest.prototype, { end: forbidden, write: forbidden });
Object.assign(net.Socket.prototype, { connect: forbidden });
