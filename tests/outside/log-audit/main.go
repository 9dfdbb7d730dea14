// Checks the log of an exchange with the packages of Go's checksum database alone: nothing of Daylight's own code.
//
//	main ADDRESS VKEY OLD-CHECKPOINT RECEIPT ENTRY
//
// VKEY is the log's first key; later ones are read from its key.change entries, each believed because the key before it
// signed the change. A key signs the trees up to the one that its own change ends.
// ADDRESS is an exchange's or the folder of an audit bundle, which keeps the same files under the same names. It
// prints "ok <size>" or says what is wrong and ends with 1.
package main

import (
	"crypto/ed25519"
	"encoding/base64"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"os"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

func fail(format string, args ...interface{}) {
	fmt.Printf(format+"\n", args...)
	os.Exit(1)
}

func must(err error, what string) {
	if err != nil {
		fail("%s: %v", what, err)
	}
}

func get(url string) []byte {
	if !strings.HasPrefix(url, "http://") {
		file, err := os.ReadFile(url)
		must(err, "read")
		return file
	}
	answer, err := http.Get(url)
	must(err, "get")
	defer answer.Body.Close()
	body, err := io.ReadAll(answer.Body)
	must(err, "read")
	if answer.StatusCode != 200 {
		fail("%s answers %d", url, answer.StatusCode)
	}
	return body
}

// key is one that signs trees of from leaves and more.
type key struct {
	vkey string
	from int64
}

func sizeOf(text []byte) int64 {
	lines := strings.SplitN(string(text), "\n", 3)
	size, err := strconv.ParseInt(lines[1], 10, 64)
	must(err, "size")
	return size
}

// open checks the log's signature with the key for this size and reads root; witness lines pass as unknown keys.
func open(text []byte, keys []key) tlog.Tree {
	vkey := ""
	for _, each := range keys {
		if each.from <= sizeOf(text) {
			vkey = each.vkey
		}
	}
	verifier, err := note.NewVerifier(vkey)
	must(err, "vkey")
	opened, err := note.Open(text, note.VerifierList(verifier))
	must(err, "checkpoint signature")
	lines := strings.Split(opened.Text, "\n")
	size, err := strconv.ParseInt(lines[1], 10, 64)
	must(err, "size")
	root, err := tlog.ParseHash(lines[2])
	must(err, "root")
	return tlog.Tree{N: size, Hash: root}
}

func hashBytes(hash tlog.Hash) []byte { return hash[:] }

func path(level string, number int64, width int) string {
	digits := fmt.Sprintf("%03d", number%1000)
	for rest := number / 1000; rest > 0; rest /= 1000 {
		digits = fmt.Sprintf("x%03d/%s", rest%1000, digits)
	}
	if width < 256 {
		digits += fmt.Sprintf(".p/%d", width)
	}
	return "/log/tile/" + level + "/" + digits
}

func width(size, number int64) int {
	if rest := size - number*256; rest < 256 {
		return int(rest)
	}
	return 256
}

// entries reads every entry bundle and checks it against the tile of leaf hashes beside it.
func entries(address string, size int64) [][]byte {
	var all [][]byte
	for number := int64(0); number*256 < size; number++ {
		bundle := get(address + path("entries", number, width(size, number)))
		hashes := get(address + path("0", number, width(size, number)))
		for at := 0; len(bundle) > 0; at++ {
			length := int(binary.BigEndian.Uint16(bundle))
			entry := bundle[2 : 2+length]
			bundle = bundle[2+length:]
			leaf := tlog.RecordHash(entry)
			if string(leaf[:]) != string(hashes[at*32:at*32+32]) {
				fail("leaf %d is not its hash", len(all))
			}
			all = append(all, entry)
		}
	}
	if int64(len(all)) != size {
		fail("%d entries, not %d", len(all), size)
	}
	return all
}

func publicKey(vkey string) ed25519.PublicKey {
	typed, err := base64.StdEncoding.DecodeString(strings.SplitN(vkey, "+", 3)[2])
	must(err, "key")
	return ed25519.PublicKey(typed[1:])
}

// follow reads the later keys of the log from its entries.
func follow(vkey string, all [][]byte) []key {
	keys := []key{{vkey, 0}}
	for index, entry := range all {
		var change struct {
			Type, Role, Exchange, Old, New, Ceremony, At string
			Signatures                                   struct{ Old, New string }
		}
		if json.Unmarshal(entry, &change) != nil || change.Type != "key.change" || change.Role != "log" {
			continue
		}
		signed, err := json.Marshal(map[string]string{"v": "key-change/1", "exchange": change.Exchange, "role": change.Role, "old": change.Old, "new": change.New, "ceremony": change.Ceremony, "at": change.At})
		must(err, "change")
		for vkey, signature := range map[string]string{change.Old: change.Signatures.Old, change.New: change.Signatures.New} {
			bytes, err := base64.StdEncoding.DecodeString(signature)
			must(err, "signature")
			if !ed25519.Verify(publicKey(vkey), signed, bytes) {
				fail("key.change %d: not signed by %s", index, vkey)
			}
		}
		if change.Old != keys[len(keys)-1].vkey {
			fail("key.change %d: another key is in force", index)
		}
		keys = append(keys, key{change.New, int64(index) + 2})
	}
	return keys
}

func main() {
	address, vkey, old, receipt, wanted := os.Args[1], os.Args[2], os.Args[3], os.Args[4], os.Args[5]
	checkpoint := get(address + "/log/checkpoint")
	all := entries(address, sizeOf(checkpoint))
	keys := follow(vkey, all)
	tree := open(checkpoint, keys)

	var stored []tlog.Hash
	reader := tlog.HashReaderFunc(func(indexes []int64) ([]tlog.Hash, error) {
		hashes := make([]tlog.Hash, len(indexes))
		for at, index := range indexes {
			hashes[at] = stored[index]
		}
		return hashes, nil
	})
	for index, entry := range all {
		hashes, err := tlog.StoredHashes(int64(index), entry, reader)
		must(err, "append")
		stored = append(stored, hashes...)
	}
	root, err := tlog.TreeHash(tree.N, reader)
	must(err, "tree hash")
	if root != tree.Hash {
		fail("root mismatch")
	}
	for number := int64(0); number*256 < tree.N/256; number++ {
		tile := get(address + path("1", number, width(tree.N/256, number)))
		for at := int64(0); at < int64(len(tile)/32); at++ {
			if string(hashBytes(stored[tlog.StoredHashIndex(8, number*256+at)])) != string(tile[at*32:at*32+32]) {
				fail("tile 1/%d mismatch", number)
			}
		}
	}

	before := open([]byte(old), keys)
	proof, err := tlog.ProveTree(tree.N, before.N, reader)
	must(err, "prove tree")
	must(tlog.CheckTree(proof, tree.N, tree.Hash, before.N, before.Hash), "consistency")

	cut := strings.Index(receipt, "\n\n")
	under := open([]byte(receipt[cut+2:]), keys)
	var index int64
	var proved tlog.RecordProof
	for _, line := range strings.Split(receipt[:cut], "\n")[1:] {
		switch {
		case strings.HasPrefix(line, "extra "):
		case strings.HasPrefix(line, "index "):
			index, err = strconv.ParseInt(line[6:], 10, 64)
			must(err, "index")
		default:
			bytes, err := base64.StdEncoding.DecodeString(line)
			must(err, "hash")
			var hash tlog.Hash
			copy(hash[:], bytes)
			proved = append(proved, hash)
		}
	}
	must(tlog.CheckRecord(proved, under.N, under.Hash, index, tlog.RecordHash([]byte(wanted))), "receipt")
	fmt.Printf("ok %d\n", tree.N)
}
