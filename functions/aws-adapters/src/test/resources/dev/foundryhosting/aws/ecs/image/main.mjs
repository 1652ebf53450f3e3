// Foundry as far as its image's documentation tells: not a line of it is Foundry's.
import { createHash } from 'crypto';
import fs from 'fs';
import http from 'http';
import { createRequire } from 'module';
import os, { hostname } from 'os';
import path from 'path';

const argument = (name) => process.argv.find((each) => each.startsWith(`--${name}=`))?.split('=')[1];
const data = argument('dataPath');
const port = Number(argument('port'));
const settings = JSON.parse(fs.readFileSync('double.json', 'utf8'));
const file = (...names) => path.join(data, ...names);
const log = (text) => console.log(`FoundryVTT | ${text}`);

// Modules ask for the host name in either way.
const names = new Set([os.hostname(), hostname(), createRequire(import.meta.url)('os').hostname()]);
if (names.size > 1) {
  log(`The host name is not one: ${[...names].join(', ')}`);
  process.exit(70);
}
const host = hostname();
log(`Host name ${host}`);

// Of an unclean end this folder is left.
const lock = file('Config', 'options.json.lock');
try {
  fs.mkdirSync(lock);
} catch (e) {
  log(`options.json is already locked: ${e.code}`);
  process.exit(1);
}
const options = JSON.parse(fs.readFileSync(file('Config', 'options.json'), 'utf8'));
fs.accessSync(options.awsConfig, fs.constants.R_OK);

const licenseFile = file('Config', 'license.json');
const signature = (license) => createHash('sha256').update(`${host} ${license}`).digest('hex');
const license = () => (fs.existsSync(licenseFile) ? JSON.parse(fs.readFileSync(licenseFile, 'utf8')) : {});
const verified = () => license().signature === signature(license().license);

let world;
const note = (text) => fs.appendFileSync(file('Data', 'worlds', world, 'data', 'log'), `${text}\n`);

function open(name) {
  world = name;
  fs.mkdirSync(file('Data', 'worlds', world, 'data'), { recursive: true });
  fs.writeFileSync(file('Data', 'worlds', world, 'world.json'), JSON.stringify({ id: world }));
  note('opened');
  log(`World ${world} is open.`);
}

if (!verified()) {
  log('Software license verification failed. Please confirm your software license.');
} else if (options.world) {
  open(options.world);
}

const status = () => ({
  active: world !== undefined,
  version: settings.version,
  ...(world && { world, system: 'dnd5e', systemVersion: '5', users: 0, uptime: 1 }),
});

function page() {
  if (!license().license) return '/license';
  if (!verified()) return '/license?agreement';
  return world ? '/join' : '/setup';
}

const server = http.createServer((request, response) => {
  if (request.url === '/api/status') {
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify(status()));
  } else if (request.method === 'POST' && request.url === '/accept') {
    // What a person does in the browser.
    const key = license().license;
    fs.writeFileSync(licenseFile, JSON.stringify({ host, license: key, signature: signature(key) }));
    response.end();
  } else if (request.method === 'POST' && request.url.startsWith('/open/')) {
    open(request.url.substring('/open/'.length));
    response.end();
  } else {
    response.writeHead(302, { location: page() });
    response.end();
  }
});
server.listen(port, '127.0.0.1');

const STEPS = 10;
let stopping = false;
process.on('SIGTERM', () => {
  if (stopping) {
    // A second TERM cuts the first one short.
    process.exit(75);
  }
  stopping = true;
  log('Shutting down.');
  let step = 0;
  const timer = setInterval(() => {
    step += 1;
    if (world) note(`saved ${step} of ${STEPS}`);
    if (step === STEPS) {
      clearInterval(timer);
      if (world) note('closed');
      fs.rmdirSync(lock);
      process.exit(settings.exitCode);
    }
  }, settings.saveMillis / STEPS);
});
