# Does zsh complete the program's commands? Types them in a shell of its own, presses the tab key and reads the line.
#
#   zsh -f complete.zsh FOLDER; it holds _strathern, and the program in bin/
folder=$1
failed=0
zmodload zsh/zpty
zpty shell "cd $folder; TERM=dumb zsh -f -i"
zpty -w shell "PS1=; fpath=($folder \$fpath) PATH=$folder/bin:\$PATH; autoload -Uz compinit; compinit -u -d $folder/dump
show() { print -r -- \"<\$BUFFER>\"; BUFFER=; zle accept-line }; zle -N show; bindkey '^X' show"

# expect WANTED TYPED: this is what the line becomes.
expect() {
    local text
    zpty -w -n shell "$2"$'\t\x18'
    zpty -r -m shell text '*<strathern*>*'
    text=${${text##*<}%%>*}
    [[ $text = $1 ]] || { print -r -- "\"$2\" becomes \"$text\", not \"$1\""; failed=1 }
}

expect 'strathern trial ' 'strathern tri'
expect 'strathern run mine.json --policy token_quota_paired ' 'strathern run mine.json --policy token_quota_p'
expect 'strathern trial mine.json --policies none,token_quota_paired,' 'strathern trial mine.json --policies none,token_quota_p'
expect 'strathern trial mine.json --policies ' 'strathern trial mine.json --polici'
expect 'strathern run mine.json --tables months,teams,' 'strathern run mine.json --tables months,t'
expect 'strathern check mine.json ' 'strathern check m'
expect 'strathern list policies ' 'strathern list poli'
expect 'strathern explain hysteresis ' 'strathern explain hyst'
expect 'strathern completion zsh ' 'strathern completion z'
expect 'strathern run mine.json --set review.care_sd_log=' 'strathern run mine.json --set review.care_'
expect 'strathern run mine.json --format json ' 'strathern run mine.json --format j'
zpty -d shell
exit $failed
