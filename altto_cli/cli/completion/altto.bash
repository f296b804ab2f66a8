# Completes altto in bash, without starting altto.
#
#   mkdir -p ~/.local/share/bash-completion/completions
#   altto completion bash > ~/.local/share/bash-completion/completions/altto
#
# or, without the package bash-completion, anywhere that ~/.bashrc sources.

_altto() {
    local as_it_was
    as_it_was=$(shopt -p nocasematch)
    shopt -s nocasematch
    _altto_complete
    $as_it_was
}

_altto_complete() {
    local IFS=$'\n' current=${COMP_WORDS[COMP_CWORD]} command='' option='' study='' kinds='' word at
    local bare=$'\n'
    for ((at = 1; at < COMP_CWORD; at++)); do
        word=${COMP_WORDS[at]}
        if [[ $word == '=' ]]; then
            # Bash cuts --study=soft in three.
            continue
        elif [[ $option ]]; then
            [[ $option == --study ]] && study=$word
            option=''
        elif [[ $word == -* ]]; then
            [[ $(_altto_value "$command:$word") ]] && option=$word
        elif [[ ! $command ]]; then
            command=$word
        else
            bare+=$word$'\n'
        fi
    done
    [[ $current == '=' ]] && current=''
    if [[ $option ]]; then
        kinds=$(_altto_value "$command:$option")
    elif [[ ! $command && $current != -* ]]; then
        kinds=commands
    elif [[ $current != -* ]]; then
        [[ $bare == *$'\nvs\n'?* ]] && kinds=$(_altto_after "$command-vs")
        kinds=${kinds:-$(_altto_after "$command")}
    fi
    [[ $kinds == *files* || $kinds == *folders* ]] && compopt -o filenames 2>/dev/null
    COMPREPLY=()
    while read -r word; do
        [[ ! $option && $bare == *$'\n'"$word"$'\n'* ]] && continue
        [[ $word == "$current"* ]] && COMPREPLY+=("$word")
    done < <(_altto_known)
}

_altto_known() { # everything that fits there
    local kind
    for kind in ${kinds:-options}; do
        case $kind in
        files) compgen -f -- "$current" ;;
        folders) compgen -d -- "$current" ;;
        options) _altto_options "$command" ;;
        *) _altto_words "$kind:$study" ;;
        esac
        [[ $kind == studies ]] && _altto_own
    done
}

_altto_own() { # the studies in the folders that ALTTO_EVIDENCE names
    local IFS=: folder file
    for folder in ${ALTTO_EVIDENCE-}; do
        for file in "$folder"/study.yaml "$folder"/*/study.yaml; do
            [[ -e $file ]] || continue
            file=${file%/study.yaml}
            [[ ${file##*/} == *[!a-z0-9-]* ]] || printf '%s\n' "${file##*/}"
        done
    done
}

@tables@
complete -F _altto altto
