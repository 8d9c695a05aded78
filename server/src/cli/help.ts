export const HELP = `casefile-server: takes in what Casefile records, analyses it, and serves the inbox.

Usage
  casefile-server start [options]   Start the collector.
  casefile-server keys [options]    List the keys of a data folder, or make new ones.

Options of start
  --port N       Port to listen on; 0 takes any free one. Default 4600.
  --host HOST    Address to listen on. Default 127.0.0.1, which only this machine reaches.
  --data DIR     Folder for all data. Default ./.casefile
  --dev          Keep the secret keys in DIR/dev-keys.json, so that every start prints them.
  --json         Print one line of JSON when listening, and nothing else.

Options of keys
  --data DIR       Folder for all data. Default ./.casefile
  --create KIND    Make a key: capture, project, ingest or read. A secret key is shown once.
  --project ID     The project meant; needed when there are several.
  --new-project NAME   Make a project with one key of each kind.
  --json           Print JSON.

  --help           Print this.`
