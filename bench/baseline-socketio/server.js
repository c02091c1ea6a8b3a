// The bare server that Xiaoer's message path is measured against: socket.io rooms and one durable PostgreSQL insert a message.
// No accounts, no sequence, no idempotency, no inbox, no events: what a chat costs at the very least. Nothing handicapped, nothing helped.
import { createServer } from 'node:http';
import { Server } from 'socket.io';
import pg from 'pg';

const port = Number(process.env.PORT ?? 5082);
const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL, max: Number(process.env.POOL ?? 10) });

await pool.query(`CREATE TABLE IF NOT EXISTS messages (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  conversation integer NOT NULL,
  author text NOT NULL,
  text text NOT NULL,
  client_message_id text NOT NULL,
  at timestamptz NOT NULL DEFAULT now())`);
await pool.query('CREATE INDEX IF NOT EXISTS messages_by_conversation ON messages (conversation, id)');

const insert = {
  name: 'insert',
  text: 'INSERT INTO messages (conversation, author, text, client_message_id) VALUES ($1, $2, $3, $4) RETURNING id, at',
};

const http = createServer((_, response) => response.end('ok\n'));
const io = new Server(http, { transports: ['websocket'], perMessageDeflate: false, serveClient: false });

io.on('connection', (socket) => {
  socket.on('join', (conversations, done) => {
    for (const conversation of conversations) socket.join(`c${conversation}`);
    done(true);
  });

  socket.on('send', async (message, acknowledge) => {
    const { conversation, author, text, client_message_id } = message;
    try {
      const { rows } = await pool.query({ ...insert, values: [conversation, author, text, client_message_id] });
      const { id, at } = rows[0];
      acknowledge({ id, at });
      socket.to(`c${conversation}`).emit('message', { id, at, conversation, author, text, client_message_id });
    } catch (error) {
      acknowledge({ error: error.message });
    }
  });
});

for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => process.exit(0));
http.listen(port, '127.0.0.1', () => console.log(`listening on ${port}`));
